package io.lamella.core.table;

import io.lamella.core.event.ByteRange;
import io.lamella.core.event.SourceObject;

/// What a ledger says of one slice whose rows a part holds.
///
/// @param range the slice of the source object
/// @param rows of this slice in this part
/// @param rejected rows of this slice that went to quarantine, over all partitions
public record LedgerEntry(
        SliceId slice, String attempt, SourceObject source, ByteRange range, long rows, long rejected) {}
