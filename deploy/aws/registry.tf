# Images, by version or by commit. A tag is never moved.
resource "aws_ecr_repository" "sluice" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# An image is let go by the first rule alone that its tags fit. The untagged parts of an image of
# several platforms stay for as long as it does, and go with it.
resource "aws_ecr_lifecycle_policy" "sluice" {
  repository = aws_ecr_repository.sluice.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "The newest releases"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["*.*.*"]
          countType      = "imageCountMoreThan"
          countNumber    = var.kept_releases
        }
        action = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "The newest commits"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["*"]
          countType      = "imageCountMoreThan"
          countNumber    = var.kept_commits
        }
        action = { type = "expire" }
      },
      {
        rulePriority = 3
        description  = "What a push left that did not come to its end"
        selection = {
          tagStatus   = "untagged"
          countType   = "sinceImagePushed"
          countUnit   = "days"
          countNumber = 7
        }
        action = { type = "expire" }
      },
    ]
  })
}
