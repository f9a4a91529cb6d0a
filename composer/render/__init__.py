"""An issue put into a template: values, fragments, the page, its plain text, and the finishing."""
