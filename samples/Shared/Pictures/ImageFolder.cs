using Shared.Drawing;
using IOPath = System.IO.Path;

namespace Shared.Pictures;

/// <summary>
/// The images below a folder, a folder per class: <c>train/CLASS/*</c> with <c>test/CLASS/*</c>, or <c>CLASS/*</c> alone, of which a part
/// is held out. Files and folders whose name begins with a dot are passed over, as everywhere.
/// </summary>
internal sealed class ImageFolder
{
    private const string TrainingFolder = "train";
    private const string TestFolder = "test";

    // The same for every seed of a run: a model that is loaded later must not be tested with what it was trained with.
    private const ulong SplitSeed = 0x5911_7500_0000_0000;
    private const int HeldOutShare = 5;

    private ImageFolder(
        string path,
        IReadOnlyList<string> classes,
        IReadOnlyList<LabelledFile> training,
        IReadOnlyList<LabelledFile> test,
        bool isHeldOut)
    {
        Path = path;
        Classes = classes;
        Training = training;
        Test = test;
        IsHeldOut = isHeldOut;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The classes: the names of the folders, sorted.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The files to train with, class by class.</summary>
    public IReadOnlyList<LabelledFile> Training { get; }

    /// <summary>The files to test with, class by class.</summary>
    public IReadOnlyList<LabelledFile> Test { get; }

    /// <summary>Whether the files to test with were held out of the others.</summary>
    public bool IsHeldOut { get; }

    /// <summary>Lists the files below a folder; reads none.</summary>
    /// <exception cref="UserErrorException">It is not laid out like this.</exception>
    public static ImageFolder Find(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new UserErrorException($"There is no folder {path}.");
        }

        var (trainingPath, testPath) = (IOPath.Combine(path, TrainingFolder), IOPath.Combine(path, TestFolder));
        var (hasTraining, hasTest) = (Directory.Exists(trainingPath), Directory.Exists(testPath));
        if (hasTest && !hasTraining)
        {
            throw new UserErrorException($"There is a folder {testPath}, but no {trainingPath}.");
        }

        var root = hasTraining ? trainingPath : path;
        var classes = ClassesIn(root);
        if (classes.Count < 2)
        {
            throw new UserErrorException(classes.Count == 0
                ? $"There is no class in {root}: it takes a folder of images for each."
                : $"There is only one class in {root}, '{classes[0]}', but it takes two at least.");
        }

        var files = classes.Select((name, label) => FilesOf(IOPath.Combine(root, name), label)).ToList();
        var empty = files.FindIndex(list => list.Length == 0);
        if (empty >= 0)
        {
            throw new UserErrorException($"There is no image in {IOPath.Combine(root, classes[empty])}.");
        }

        if (!hasTest)
        {
            return HoldOut(path, root, classes, files);
        }

        var testFiles = TestFilesIn(testPath, trainingPath, classes);
        return new ImageFolder(path, classes, [.. files.SelectMany(list => list)], testFiles, isHeldOut: false);
    }

    private static ImageFolder HoldOut(string path, string root, IReadOnlyList<string> classes, IReadOnlyList<LabelledFile[]> files)
    {
        var training = new List<LabelledFile>();
        var test = new List<LabelledFile>();
        foreach (var list in files)
        {
            Shuffle(list);
            var heldOut = list.Length / HeldOutShare;
            test.AddRange(list[..heldOut]);
            training.AddRange(list[heldOut..]);
        }

        return test.Count > 0
            ? new ImageFolder(path, classes, training, test, isHeldOut: true)
            : throw new UserErrorException($"No class in {root} has {HeldOutShare} images, so that none can be held out to test with.");
    }

    private static LabelledFile[] TestFilesIn(string folder, string trainingFolder, IReadOnlyList<string> classes)
    {
        var unknown = ClassesIn(folder).Except(classes).FirstOrDefault();
        if (unknown is not null)
        {
            throw new UserErrorException($"There is a class '{unknown}' in {folder}, but none in {trainingFolder}.");
        }

        var files = classes
            .SelectMany((name, label) => IOPath.Combine(folder, name) is var part && Directory.Exists(part) ? FilesOf(part, label) : [])
            .ToArray();
        return files.Length > 0 ? files : throw new UserErrorException($"There is no image to test with in {folder}.");
    }

    private static List<string> ClassesIn(string folder) =>
        [.. Directory.GetDirectories(folder).Select(path => IOPath.GetFileName(path)!).Where(IsShown).Order(StringComparer.Ordinal)];

    private static LabelledFile[] FilesOf(string folder, int label)
    {
        var files = Directory.GetFiles(folder).Where(file => IsShown(IOPath.GetFileName(file))).Order(StringComparer.Ordinal).ToArray();
        var other = files.FirstOrDefault(file => !PictureFile.HasKnownExtension(file));
        return other is null
            ? [.. files.Select(file => new LabelledFile(file, label))]
            : throw new UserErrorException($"The file {other} is no image that can be read here; {PictureFile.KnownExtensions} can.");
    }

    private static bool IsShown(string name) => !name.StartsWith('.');

    /// <summary>Fisher and Yates' way.</summary>
    private static void Shuffle(LabelledFile[] files)
    {
        var dice = new Dice(SplitSeed, files.Length == 0 ? 0 : files[0].Label);
        for (var i = files.Length - 1; i > 0; i--)
        {
            var other = dice.Below(i + 1);
            (files[i], files[other]) = (files[other], files[i]);
        }
    }
}
