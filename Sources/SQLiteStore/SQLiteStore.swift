import EventGateway
import GRDB
