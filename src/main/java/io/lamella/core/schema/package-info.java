/// What a table looks like: columns, their types, and how a type is stored.
@NullMarked
package io.lamella.core.schema;

import org.jspecify.annotations.NullMarked;
