/// The real pipeline over a simulated S3 and SQS: one thread, one seed, every interleaving reproducible.
@NullMarked
package io.lamella.simulation;

import org.jspecify.annotations.NullMarked;
