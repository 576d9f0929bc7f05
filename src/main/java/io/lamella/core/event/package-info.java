/// Facts that travel between the stages: an object that landed, a slice to convert, a partition to merge.
@NullMarked
package io.lamella.core.event;

import org.jspecify.annotations.NullMarked;
