package dev.waybill.cli.verify;

import dev.waybill.verify.Code;
import dev.waybill.verify.JobSpan;
import dev.waybill.verify.Observation;
import dev.waybill.verify.Report;
import dev.waybill.verify.StreamReport;
import dev.waybill.verify.Trust.BucketKeys;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** For programs: one object, written as it goes, so that any number of findings fits. */
final class JsonOutput implements VerifyOutput {
  private final JsonGenerator json;

  JsonOutput(PrintWriter out, String place) {
    json =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build()
            .createGenerator(out);
    json.writeStartObject();
    json.writeStringProperty("place", place);
    json.writeArrayPropertyStart("observations");
  }

  @Override
  public void observed(Observation observation) {
    json.writeStartObject();
    json.writeStringProperty("severity", observation.code().severity().name());
    json.writeStringProperty("code", observation.code().name());
    json.writeStringProperty("object", observation.object());
    json.writeStringProperty("expected", observation.expected());
    json.writeStringProperty("found", observation.found());
    json.writeEndObject();
  }

  @Override
  public void end(Report report) {
    json.writeEndArray();
    json.writeArrayPropertyStart("streams");
    report.streams().forEach(stream -> stream(stream, report.verified()));
    json.writeEndArray();
    json.writeBooleanProperty("verified", report.verified());
    json.writeBooleanProperty("whollyRead", report.whollyRead());
    json.writeNumberProperty("findings", report.count(Code.Severity.FINDING));
    json.writeNumberProperty("errors", report.count(Code.Severity.ERROR));
    json.writeNumberProperty("warnings", report.count(Code.Severity.WARNING));
    json.writeNumberProperty("notes", report.count(Code.Severity.NOTE));
    json.writeBooleanProperty(
        "bucketKeysTrusted", report.trust().bucketKeys() == BucketKeys.TRUSTED);
    json.writeArrayPropertyStart("unknownRevokedKeys");
    report.unknownRevoked().forEach(key -> json.writeString(key.value()));
    json.writeEndArray();
    String unchecked = VerifyOutput.unchecked(report);
    if (!unchecked.isEmpty()) {
      json.writeStringProperty("unchecked", unchecked);
    }
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private void stream(StreamReport stream, boolean verified) {
    json.writeStartObject();
    json.writeStringProperty("stream", stream.stream().toString());
    stream.tenant().ifPresent(tenant -> json.writeStringProperty("tenant", tenant.value()));
    spans("jobs", stream.jobs());
    spans("elsewhere", stream.elsewhere());
    json.writeNumberProperty("objects", stream.objects());
    json.writeNumberProperty("events", stream.events());
    stream
        .completeThrough()
        .ifPresent(
            through -> {
              json.writeStringProperty(
                  verified ? "completeThrough" : "reaches", through.toString());
              json.writeNumberProperty("lastJob", stream.jobs().getLast().to());
            });
    json.writeEndObject();
  }

  private void spans(String name, List<JobSpan> spans) {
    json.writeArrayPropertyStart(name);
    for (JobSpan span : spans) {
      json.writeStartObject();
      json.writeNumberProperty("from", span.from());
      json.writeNumberProperty("to", span.to());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
