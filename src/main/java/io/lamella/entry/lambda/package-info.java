/// The Lambda handlers: `ingest`, `compact` and `sweep`, in one package of code, of which each function runs one.
@NullMarked
package io.lamella.entry.lambda;

import org.jspecify.annotations.NullMarked;
