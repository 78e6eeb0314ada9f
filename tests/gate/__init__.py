"""The gate, behind a real sshd on loopback."""
