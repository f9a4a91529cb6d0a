"""Tests: they mirror composer/, and are data wherever they can be."""
