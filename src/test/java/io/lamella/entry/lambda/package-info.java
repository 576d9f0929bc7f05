/// Tests of the Lambda handlers, alone and as they are packaged.
@NullMarked
package io.lamella.entry.lambda;

import org.jspecify.annotations.NullMarked;
