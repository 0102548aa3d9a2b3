using System.CommandLine;
using System.Globalization;
using DeepTricks.Dsl.Benchmarks.Measuring;
using DeepTricks.Dsl.Benchmarks.Micro;

namespace DeepTricks.Dsl.Benchmarks.Commands;

/// <summary><c>generator</c>: how long generator and analyzers take after a keystroke.</summary>
internal static class GeneratorCommand
{
    private const int Files = 200;
    private const int WarmUp = 40;
    private const int Measured = 61;

    public static Command Create()
    {
        var command = new Command("generator", "Time generator and analyzers after a keystroke in a project of 200 files with a 50-layer network");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var scenario = new KeystrokeScenario(Files);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{KeystrokeScenario.Layers} layers in {Files} files; {scenario.GeneratedLength / 1024.0:N0} KiB of generated code"));
        Report("inside its declaration", 50, scenario, scenario.TypeInside);
        Report("in a method elsewhere", 5, scenario, scenario.TypeElsewhere);
        Report("in a name elsewhere", 5, scenario, scenario.RenameElsewhere);
        return 0;
    }

    private static void Report(string where, int goal, KeystrokeScenario scenario, Action keystroke)
    {
        var times = new List<double>();
        var analyzers = new List<double>();
        for (int i = 0; i < WarmUp + Measured; i++)
        {
            keystroke();
            double generator = scenario.Generate().TotalMilliseconds;
            double analyzer = scenario.Analyze().TotalMilliseconds;
            if (i >= WarmUp)
            {
                times.Add(generator + analyzer);
                analyzers.Add(analyzer);
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"a keystroke {where,-22} median {Contest.Median(times),6:F2} ms ({Contest.Median(analyzers):F2} of them in analyzers), 9 of 10 within {times[times.Count * 9 / 10],6:F2} ms (goal {goal} ms)"));
    }
}
