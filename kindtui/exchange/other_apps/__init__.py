"""What other apps export, each form read by a module of its own."""
