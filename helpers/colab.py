"""What a learner in Google Colab reads first: the device, how to get a GPU, and where the work is kept."""

from helpers.device import best_device, describe

GPU = "For a GPU: Runtime → Change runtime type → T4 GPU, then run from the top again."
SAVE = "Keep your work: File → Save a copy in Drive."


def ready() -> None:
    """Say which device was found, how to switch a GPU on where there is none, and to save a copy."""
    found = best_device()
    print(f"Ready to run on: {describe(found)}.")
    if found.type == "cpu":
        print(GPU)
    print(SAVE)
