package dev.waybill.stores.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Puts into a header where a bucket is, if only the body of an error tells: the SDK's exceptions
 * have the headers of an answer, but of its body no more than code and message.
 */
final class RegionsInBodies implements ExecutionInterceptor {
  /** In which AWS tells the region of a bucket, mostly. */
  static final String HEADER = "x-amz-bucket-region";

  /** Errors are a few hundred bytes. */
  private static final int MOST_BYTES = 8_192;

  /** Of an error, of which the start was read already. */
  private static final ExecutionAttribute<InputStream> BODY =
      new ExecutionAttribute<>("dev.waybill.BodyOfError");

  private static final Pattern REGION = Pattern.compile("<Region>([a-z0-9-]{1,63})</Region>");

  /** Of a redirect, in either of the forms of such names. */
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "<Endpoint>[^<]{0,200}?s3[.-](?:dualstack\\.)?"
              + "([a-z]{2}[a-z0-9-]{1,40}-[0-9])\\.amazonaws\\.com");

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    SdkHttpResponse answer = context.httpResponse();
    if (answer.isSuccessful() || answer.firstMatchingHeader(HEADER).isPresent()) {
      return answer;
    }
    return context
        .responseBody()
        .map(body -> start(body, attributes))
        .flatMap(RegionsInBodies::region)
        .<SdkHttpResponse>map(region -> answer.toBuilder().putHeader(HEADER, region).build())
        .orElse(answer);
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    return Optional.ofNullable(attributes.getAttribute(BODY)).or(context::responseBody);
  }

  /** If the body breaks off, the status still tells what became of the request. */
  private static String start(InputStream body, ExecutionAttributes attributes) {
    byte[] bytes = new byte[MOST_BYTES];
    int length = 0;
    InputStream rest = body;
    try {
      int read = body.read(bytes);
      while (read > 0) {
        length += read;
        read = body.read(bytes, length, MOST_BYTES - length);
      }
    } catch (IOException e) {
      rest = InputStream.nullInputStream();
    }
    InputStream start = new ByteArrayInputStream(bytes, 0, length);
    attributes.putAttribute(BODY, new SequenceInputStream(start, rest));
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static Optional<String> region(String body) {
    return Stream.of(REGION, ENDPOINT)
        .map(pattern -> pattern.matcher(body))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }
}
