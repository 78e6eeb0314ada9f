"""The read side: criteria to SQL, rows to frozen values."""
