/// The stages in order, ingest, compact and sweep, and the ports they need.
@NullMarked
package io.lamella.pipeline;

import org.jspecify.annotations.NullMarked;
