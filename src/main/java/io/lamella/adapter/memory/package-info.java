/// The store and queue ports in memory, with the semantics of S3 and SQS.
@NullMarked
package io.lamella.adapter.memory;

import org.jspecify.annotations.NullMarked;
