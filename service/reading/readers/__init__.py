"""What reads each kind of file, one a module."""
