/// Drafts a dataset from a sample: what the fields look like, and what remains to be decided by somebody who knows.
@NullMarked
package io.lamella.entry.cli.infer;

import org.jspecify.annotations.NullMarked;
