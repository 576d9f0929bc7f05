/// When to commit, which row groups to copy or join, when to seal: arithmetic on sizes, nothing else.
@NullMarked
package io.lamella.core.plan;

import org.jspecify.annotations.NullMarked;
