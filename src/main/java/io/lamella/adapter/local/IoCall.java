package io.lamella.adapter.local;

import java.io.IOException;

/// Something to do on the file system.
@FunctionalInterface
interface IoCall<T> {
    T run() throws IOException;
}
