"""Issues on disk: documents, the JSON form, and the images that belong to them."""
