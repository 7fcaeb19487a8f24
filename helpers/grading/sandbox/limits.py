"""What one sandbox may use, and the error that says why there is none."""

from dataclasses import dataclass, replace


class SandboxError(RuntimeError):
    """No sandbox was made. The message names the step, the errno, and where known how to mend it."""


@dataclass(frozen=True)
class Limits:
    """What one sandbox may use. A megabyte (`mb`) is 2²⁰ bytes.

    address_mb, data_mb, file_mb and open_files bind each process; data_mb is memory that can be written to, beyond
    what the process has at its start: more is a MemoryError there. processes counts threads too: the kernel refuses
    the second that is too many, an error of whoever asked. resident_mb, cpu_s and all_files (the open files of all,
    each of which may hold memory of the kernel's) are of the whole tree and watched from outside, tmp_mb is the size
    of /tmp (/dev/shm has 64 MB, or tmp_mb where that is less).
    """

    address_mb: int = 4096
    data_mb: int = 4096
    resident_mb: int = 2048
    processes: int = 64
    cpu_s: int = 900
    wall_s: float = 900
    file_mb: int = 64
    tmp_mb: int = 128
    open_files: int = 512
    all_files: int = 1024

    def with_gpu(self) -> "Limits":
        """For code that uses a GPU: CUDA reserves addresses beyond all measure, and its libraries are large."""
        return replace(self, address_mb=1 << 30, data_mb=1 << 30, resident_mb=max(self.resident_mb, 6144))
