/// The object store port on Amazon S3 and what speaks its protocol.
@NullMarked
package io.lamella.adapter.s3;

import org.jspecify.annotations.NullMarked;
