"""The wiring: settings, addresses, and the door for web servers."""
