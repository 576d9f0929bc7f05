package io.lamella.adapter.jdbc;

/// A column of a result.
///
/// @param label its name
/// @param typeName what the database calls its type, with its arguments
record ResultColumn(String label, String typeName, SourceType type) {}
