"""A real Dask cluster, on this machine only."""

import contextlib


@contextlib.contextmanager
def cluster(workers: int):
    """A Dask cluster on this machine, each worker a process of its own."""
    from distributed import LocalCluster

    here = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, memory_limit=0, **here) as running:
        yield running
