package io.freehold.architecture.planted.application.data;

/// A collaborator without anybody to help.
public final class HelpsNobody {
  void help() {}
}
