// Sends two events to Waybill: go run send.go
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

// Each event has an id, made where it happened: sending it again stores nothing twice.
const events = `{"eventID":"go-1","eventType":"LOGIN","eventDetails":{"user":"ada","mfa":true}}
{"eventID":"go-2","eventType":"LOGOUT","eventDetails":{"user":"ada"}}`

func main() {
	client := http.Client{Timeout: time.Minute}
	for wait := time.Second; wait <= 128*time.Second; wait *= 2 {
		request, err := http.NewRequest("POST", os.Getenv("WAYBILL_HOST")+"/api/audit/events", strings.NewReader(events))
		if err != nil {
			log.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+os.Getenv("WAYBILL_API_KEY"))
		request.Header.Set("Content-Type", "application/x-ndjson")
		answer, err := client.Do(request)
		var body []byte
		if err == nil {
			body, err = io.ReadAll(answer.Body)
			answer.Body.Close()
		}
		pause := wait
		if err != nil {
			log.Print(err)
		} else if !strings.Contains("429 500 502 503 504", answer.Status[:3]) {
			fmt.Println(string(body))
			if answer.StatusCode != 200 || !strings.Contains(string(body), `"rejected":[]`) {
				os.Exit(1)
			}
			return
		} else if asked, err := time.ParseDuration(answer.Header.Get("Retry-After") + "s"); err == nil {
			pause = asked
		}
		time.Sleep(pause)
	}
	os.Exit(1)
}
