"""A file, page, feed or archive in, a dated and hashed Report out."""
