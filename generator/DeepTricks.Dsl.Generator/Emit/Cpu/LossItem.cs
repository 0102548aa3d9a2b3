using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>The work item of all losses and their gradients: the end of the forward pass.</summary>
internal sealed class LossItem(ProgramModel model)
{
    public WorkItem Item()
    {
        var losses = model.Network.Stages.Where(s => s.Kind == StageKind.Loss).ToArray();
        string title = string.Join(" and ", losses.Select(loss => model.Spec(loss.FirstLayer).Name));
        var item = new WorkItem($"{title} and {(losses.Length == 1 ? "its gradient" : "their gradients")}", WorkDomain.Chunks) { ChecksLoss = true };
        item.Writes("loss");
        item.Before.Add("double loss = 0;");
        item.Before.Add("int correct = 0;");
        for (int i = 0; i < losses.Length; i++)
        {
            if (i + 1 < losses.Length && model.Spec(losses[i].FirstLayer).Kind == LayerKind.SoftmaxCrossEntropy && item.Before.Count == 2)
            {
                item.Before.Add("int correctElsewhere = 0;");
            }

            Add(item, losses[i], i, i + 1 == losses.Length ? "correct" : "correctElsewhere");
        }

        item.After.Add("Report(task, loss, correct);");
        return item;
    }

    private void Add(WorkItem item, Stage loss, int output, string correct)
    {
        var spec = model.Spec(loss.FirstLayer);
        string name = Names.Field(spec.Name);
        var input = model.Output(loss.Source);
        string from = $"{model.Layout(input)}, {input.Sample(model.Sizes)}";
        string weight = name + "Weight";
        item.Reads(input.Field);
        model.Field("float", weight, $"Setting({loss.FirstLayer}, \"Weight\")");
        bool learns = model.Network.Learns(loss.Source);
        bool adds = learns && model.Gradients.Adds(loss.Source, loss);
        var target = !learns || adds ? JoinItems.Part(model, loss, item) : model.Gradients.Of(loss.Source);
        item.Writes(target.Field);
        string layouts = $"{from}, {model.Layout(target)}, {target.Sample(model.Sizes)}";
        if (PointwiseLossModel.Of(model.Network, loss, output) is { } function)
        {
            foreach (string setting in function.Settings)
            {
                model.Field("float", name + setting, function.Setting(setting));
            }

            string settings = string.Join(", ", function.Settings.Select(setting => name + setting));
            item.Each.Add($"loss += Losses.Pointwise<TLanes, {function.Type}<TLanes>>({layouts}, Target(sample, {output}), new {function.Type}<TLanes>({settings}), {weight}, Count);");
        }
        else
        {
            model.Field("float", name + "Smoothing", $"Setting({loss.FirstLayer}, \"Smoothing\")");
            item.Each.Add($"loss += Losses.SoftmaxCrossEntropy({layouts}, Label(sample, {output}), {name}Smoothing, {weight}, Count, ref {correct});");
        }

        if (adds)
        {
            var gradient = model.Gradients.Of(loss.Source);
            item.Writes(gradient.Field);
            item.Each.Add(JoinItems.AddPart(model, target, gradient));
        }
    }
}
