# Callers reach the balancer, the balancer the gateway, and the gateway its database, what it is
# told to reach besides, and the world by HTTPS: processors and webhooks (443 and 8443).
resource "aws_security_group" "balancer" {
  name        = "${var.name}-balancer"
  description = "The balancer of ${var.name}"
  vpc_id      = var.vpc_id
}

resource "aws_security_group" "gateway" {
  name        = "${var.name}-gateway"
  description = "The tasks of ${var.name}"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "callers" {
  for_each = { for pair in setproduct(var.callers, [80, 443]) : "${pair[0]}-${pair[1]}" => pair }

  security_group_id = aws_security_group.balancer.id
  description       = "Callers"
  cidr_ipv4         = each.value[0]
  from_port         = tonumber(each.value[1])
  to_port           = tonumber(each.value[1])
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "balancer" {
  for_each = { callers = 8080, probes = 8081 }

  security_group_id            = aws_security_group.balancer.id
  description                  = "The gateway: ${each.key}"
  referenced_security_group_id = aws_security_group.gateway.id
  from_port                    = each.value
  to_port                      = each.value
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_ingress_rule" "gateway" {
  for_each = { callers = 8080, probes = 8081 }

  security_group_id            = aws_security_group.gateway.id
  description                  = "The balancer: ${each.key}"
  referenced_security_group_id = aws_security_group.balancer.id
  from_port                    = each.value
  to_port                      = each.value
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "world" {
  for_each = toset(["443", "8443"])

  security_group_id = aws_security_group.gateway.id
  description       = "Processors, webhooks and AWS"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = tonumber(each.value)
  to_port           = tonumber(each.value)
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "database" {
  security_group_id            = aws_security_group.gateway.id
  description                  = "The database"
  referenced_security_group_id = var.database_security_group_id
  from_port                    = local.database_port
  to_port                      = local.database_port
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = var.database_security_group_id
  description                  = "The tasks of ${var.name}"
  referenced_security_group_id = aws_security_group.gateway.id
  from_port                    = local.database_port
  to_port                      = local.database_port
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "reached" {
  for_each = var.reached

  security_group_id            = aws_security_group.gateway.id
  description                  = each.key
  referenced_security_group_id = each.value.security_group_id
  from_port                    = each.value.port
  to_port                      = each.value.port
  ip_protocol                  = "tcp"
}

locals {
  database_port = tonumber(try(regex("://[^/:]+:([0-9]+)/", var.database_url)[0], "5432"))
}
