package io.freehold.adapters.persistence.files;

import java.io.IOException;
import java.io.RandomAccessFile;

/// A file of this machine that grows.
record LocalAppender(RandomAccessFile file) implements Disk.Appender {
  @Override
  public long length() throws IOException {
    return file.length();
  }

  @Override
  public void append(byte[] bytes) throws IOException {
    file.write(bytes);
  }

  @Override
  public void cut(long length) throws IOException {
    file.setLength(length);
    file.seek(length);
  }

  @Override
  public void sync() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
