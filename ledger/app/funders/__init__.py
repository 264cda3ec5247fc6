"""Forms, and funders' own workbooks."""
