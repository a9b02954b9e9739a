import EventGateway
import Testing
