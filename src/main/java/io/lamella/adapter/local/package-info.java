/// The object store port on a directory.
@NullMarked
package io.lamella.adapter.local;

import org.jspecify.annotations.NullMarked;
