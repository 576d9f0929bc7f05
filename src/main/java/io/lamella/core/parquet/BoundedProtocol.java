package io.lamella.core.parquet;

import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TList;
import shaded.parquet.org.apache.thrift.protocol.TMap;
import shaded.parquet.org.apache.thrift.protocol.TProtocolException;
import shaded.parquet.org.apache.thrift.protocol.TSet;
import shaded.parquet.org.apache.thrift.protocol.TStruct;

/// Thrift's compact protocol, for bytes that are not to be trusted: no list longer than the bytes that are left (each
/// element takes one at least), nothing nested without end.
final class BoundedProtocol extends TCompactProtocol {
    /// Parquet's own structures nest six deep.
    private static final int MAX_DEPTH = 64;

    private final ThriftBytes bytes;
    private int depth;

    BoundedProtocol(ThriftBytes bytes) {
        super(bytes);
        this.bytes = bytes;
    }

    @Override
    public TStruct readStructBegin() throws TException {
        enter();
        return super.readStructBegin();
    }

    @Override
    public void readStructEnd() throws TException {
        super.readStructEnd();
        depth--;
    }

    @Override
    public TList readListBegin() throws TException {
        enter();
        var list = super.readListBegin();
        bytes.checkReadBytesAvailable(list.size);
        return list;
    }

    @Override
    public void readListEnd() throws TException {
        super.readListEnd();
        depth--;
    }

    @Override
    public TSet readSetBegin() throws TException {
        enter();
        var set = super.readSetBegin();
        bytes.checkReadBytesAvailable(set.size);
        return set;
    }

    @Override
    public void readSetEnd() throws TException {
        super.readSetEnd();
        depth--;
    }

    @Override
    public TMap readMapBegin() throws TException {
        enter();
        var map = super.readMapBegin();
        bytes.checkReadBytesAvailable(map.size);
        return map;
    }

    @Override
    public void readMapEnd() throws TException {
        super.readMapEnd();
        depth--;
    }

    private void enter() throws TException {
        if (++depth > MAX_DEPTH) {
            throw new TProtocolException(TProtocolException.DEPTH_LIMIT, "nested deeper than " + MAX_DEPTH);
        }
    }
}
