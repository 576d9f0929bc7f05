/// Datasets for what lies in many buckets, ready to be put into a configuration.
@NullMarked
package io.lamella.entry.cli.ready;

import org.jspecify.annotations.NullMarked;
