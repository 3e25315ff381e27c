package dev.waybill.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The Waybill service. */
@SpringBootApplication
class Main {

  public static void main(String[] args) {
    SpringApplication.run(Main.class, args);
  }
}
