/// The stack that Lamella runs in on AWS, as small constructs made from `lamella.yaml`.
@NullMarked
package io.lamella.infra;

import org.jspecify.annotations.NullMarked;
