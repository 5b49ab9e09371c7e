package io.freehold.architecture.planted.application.port;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/// A port that mentions a library, inside a list.
public interface TakesALibrarysType {
  void save(List<ObjectMapper> mappers);
}
