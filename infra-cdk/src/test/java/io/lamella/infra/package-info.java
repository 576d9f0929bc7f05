/// The tests of the stack: each synthesizes a template and looks at it.
@NullMarked
package io.lamella.infra;

import org.jspecify.annotations.NullMarked;
