"""What an auditor asks for: levels of check, contracts."""
