from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registry", "0011_answers_into_sections")]

    operations = [migrations.RemoveField(model_name="annualinformation", name="content")]
