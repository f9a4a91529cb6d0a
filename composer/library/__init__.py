"""What an editor can build with: block types, templates, mail tools, people, publications."""
