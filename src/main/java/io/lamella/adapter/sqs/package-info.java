/// The queue port on Amazon SQS and what speaks its protocol.
@NullMarked
package io.lamella.adapter.sqs;

import org.jspecify.annotations.NullMarked;
