package io.freehold.adapters.storage.s3;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The texts of an XML document by the paths of their elements: `Error/Code`,
/// `ListBucketResult/Contents/Key`. No entity, no document type and nothing outside it is read.
final class XmlAnswer {
  private static final int DEPTH_MAX = 16;

  private record Text(String path, String value) {}

  private final List<Text> texts;

  private XmlAnswer(List<Text> texts) {
    this.texts = texts;
  }

  /// Empty when it is no such document.
  static Optional<XmlAnswer> parse(byte[] document) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return Optional.of(
          new XmlAnswer(read(factory.createXMLStreamReader(new ByteArrayInputStream(document)))));
    } catch (XMLStreamException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<Text> read(XMLStreamReader reader) throws XMLStreamException {
    var texts = new ArrayList<Text>();
    var path = new ArrayList<String>();
    var text = new StringBuilder();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.add(reader.getLocalName());
          text.setLength(0);
          mustBeShallow(path);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          texts.add(new Text(String.join("/", path), text.toString()));
          path.removeLast();
          text.setLength(0);
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new IllegalArgumentException("a document type or an entity");
        default -> {}
      }
    }
    return texts;
  }

  private static void mustBeShallow(List<String> path) {
    if (path.size() > DEPTH_MAX) {
      throw new IllegalArgumentException("nested too deeply");
    }
  }

  /// Whether the outermost element has this name.
  boolean isA(String name) {
    return !texts.isEmpty() && texts.getLast().path().equals(name);
  }

  Optional<String> text(String path) {
    return texts(path).stream().findFirst();
  }

  List<String> texts(String path) {
    return texts.stream().filter(text -> text.path().equals(path)).map(Text::value).toList();
  }
}
