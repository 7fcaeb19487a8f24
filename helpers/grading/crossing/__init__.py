"""What crosses between the process that checks and the student's: frames, values, and never a pickle outward."""
