"""What the service tells of itself: logs, metrics and traces, none of which holds article text."""
