"""What gunicorn's threads are kept from: clients that are slow, silent or too many."""
