"""What later facts say of entries: corrected, attested, checked, locked."""
